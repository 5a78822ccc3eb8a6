"""The asyncio edge: sockets, the clock, the message trace."""

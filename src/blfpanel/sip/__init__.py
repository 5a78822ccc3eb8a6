"""SIP, as far as a panel and its built-in PBX need it: pure, sans-I/O, time passed in.

Standard library only; no sockets, no threads, no clock. Start reading at ``endpoint``.
"""

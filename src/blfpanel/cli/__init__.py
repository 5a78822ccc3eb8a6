"""The command line: a public interface (see docs/cli.md)."""

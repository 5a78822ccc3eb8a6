"""The list of calls that are over: searched, filtered, called again."""

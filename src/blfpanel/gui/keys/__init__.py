"""Keys of partners: model, view, how a lamp looks."""

"""The account page: how accounts and their subscriptions do."""

"""A class for each published table."""

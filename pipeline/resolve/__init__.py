"""Mentions of all documents to entities."""

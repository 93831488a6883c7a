"""Prefect only: order, retries, concurrency, schedule."""

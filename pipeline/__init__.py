"""What touches the world or a table; runs without Prefect."""

"""What grows without code: schemes, forms, rates, one TOML file a subject."""

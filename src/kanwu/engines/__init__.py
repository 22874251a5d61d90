"""Where shards are worked on: processes of this machine, or a Ray cluster; each calls the same function."""

ENGINES = ("local", "ray")
"""What `kanwu run --engine` can name; the first is the default."""

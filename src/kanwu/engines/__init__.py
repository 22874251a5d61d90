"""Where shards are worked on: processes of this machine; another engine runs the same shard function elsewhere."""

"""What only `kanwu check` needs: accepted places, the baseline, the cache, and what a git range changed."""

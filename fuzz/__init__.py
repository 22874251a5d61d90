"""Fuzzing: what is asked of kanwu, and inputs that try it."""

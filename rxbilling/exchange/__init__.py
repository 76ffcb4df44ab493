"""Files in and out: pure functions over bytes, frames and values."""

"""Timings, each beside a baseline measured in the same run: the machine's noise is in both."""

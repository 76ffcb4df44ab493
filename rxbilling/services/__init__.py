"""The only door for change, and for reading with permission: every function takes the acting user and refuses first."""

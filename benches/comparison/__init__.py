"""What compare_brian2.py is made of."""

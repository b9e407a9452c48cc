"""What is said of a figure: its change, its time, its owner, its status."""

"""Which figures are points of one series: what is measured, of whom, and with whom."""

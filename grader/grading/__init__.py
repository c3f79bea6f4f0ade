"""The trusted side: collects the suites once and judges submissions with them."""

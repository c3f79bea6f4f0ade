"""What crosses between the trusted side and a worker: plain data in bounded frames."""

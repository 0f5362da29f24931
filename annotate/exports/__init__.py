"""What leaves the house: from tables to records (gather), a proof, and from records to files (writers)."""

"""Tests of the reader of sentences."""

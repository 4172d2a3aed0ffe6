"""What is asked: the parameters of a run and of a picture, and the files that hold them."""

"""Sound: RTP, codecs and the thread that paces them."""

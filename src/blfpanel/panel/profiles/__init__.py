"""What PBXes do differently, as data, and by what each is recognised."""

"""What joins the window to the desktop around it: tray, links, shortcuts from anywhere."""

// Written by hand, unlike `src/api`.

//! cloudflare-images

//! Visavis: live mentoring sessions in one binary.

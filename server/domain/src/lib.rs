//! What the municipality does. Knows neither HTTP nor pages nor the environment, and has no clock.

pub mod ports;

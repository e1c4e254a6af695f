//! Codes that identify people: codice fiscale. Filled in by its own work item.

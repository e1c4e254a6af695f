//! Forward-only migrations. The same steps run on SQLite and PostgreSQL.

mod m20261122_000001_first_tables;
mod m20261125_000001_own_reads;
mod m20261125_000002_ratings;
mod m20261125_000003_given_answers;
mod m20261125_000004_signature_requests;
mod m20261128_000001_backups;
mod m20261128_000002_reports;
mod m20261128_000003_outages;
mod m20261128_000004_page_ratings;
mod m20261128_000010_register;
mod m20261128_000011_contacts;
mod m20261128_000012_communications;
mod m20261128_000013_outside;
mod m20261128_000020_payments;
mod m20261128_000021_tax_positions;
mod m20261128_000030_office_desk;
mod m20261128_000031_indexed_words;
mod m20261128_000032_uploads_of_answers;
mod m20261128_000040_terms;
mod m20261128_000041_deeds;
mod m20261128_000042_case_times;
mod m20261128_000043_reckonings;
mod m20261128_000045_links;
mod m20261128_000046_paying;
mod m20261128_000047_recipients;
mod m20261129_000048_closed_payments;
mod m20261129_000049_holders;
mod m20261129_000050_sent_unasked;
mod m20261129_000051_filed_by;
mod m20261130_000052_domicile;
mod m20261130_000053_in_order;
mod m20261130_000054_handings_by_case;
mod m20261201_000055_salt;
mod m20261201_000056_described;
mod sql;

use sea_orm_migration::{MigrationTrait, async_trait};

pub use sea_orm_migration::MigratorTrait;

/// Brings a database to the schema of this binary.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_first_tables::Migration),
            Box::new(m20261125_000001_own_reads::Migration),
            Box::new(m20261125_000002_ratings::Migration),
            Box::new(m20261125_000003_given_answers::Migration),
            Box::new(m20261125_000004_signature_requests::Migration),
            Box::new(m20261128_000001_backups::Migration),
            Box::new(m20261128_000002_reports::Migration),
            Box::new(m20261128_000003_outages::Migration),
            Box::new(m20261128_000004_page_ratings::Migration),
            Box::new(m20261128_000010_register::Migration),
            Box::new(m20261128_000011_contacts::Migration),
            Box::new(m20261128_000012_communications::Migration),
            Box::new(m20261128_000013_outside::Migration),
            Box::new(m20261128_000020_payments::Migration),
            Box::new(m20261128_000021_tax_positions::Migration),
            Box::new(m20261128_000030_office_desk::Migration),
            Box::new(m20261128_000031_indexed_words::Migration),
            Box::new(m20261128_000032_uploads_of_answers::Migration),
            Box::new(m20261128_000040_terms::Migration),
            Box::new(m20261128_000041_deeds::Migration),
            Box::new(m20261128_000042_case_times::Migration),
            Box::new(m20261128_000043_reckonings::Migration),
            Box::new(m20261128_000045_links::Migration),
            Box::new(m20261128_000046_paying::Migration),
            Box::new(m20261128_000047_recipients::Migration),
            Box::new(m20261129_000048_closed_payments::Migration),
            Box::new(m20261129_000049_holders::Migration),
            Box::new(m20261129_000050_sent_unasked::Migration),
            Box::new(m20261129_000051_filed_by::Migration),
            Box::new(m20261130_000052_domicile::Migration),
            Box::new(m20261130_000053_in_order::Migration),
            Box::new(m20261130_000054_handings_by_case::Migration),
            Box::new(m20261201_000055_salt::Migration),
            Box::new(m20261201_000056_described::Migration),
        ]
    }
}

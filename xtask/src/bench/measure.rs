//! One measured number: as a row of a table, and against its budget.

use anyhow::{Result, bail};

/// One number and how large it may be.
pub struct Measure {
    pub what: &'static str,
    pub value: f64,
    pub unit: &'static str,
    pub budget: Option<f64>,
}

/// The numbers for people.
pub fn table(measures: &[Measure]) -> String {
    let mut table = format!("{:<48} {:>10} {:<5} {:>9}", "speed", "measured", "", "budget");
    for Measure { what, value, unit, budget } in measures {
        let budget = budget.map_or_else(String::new, |budget| budget.to_string());
        // Without a unit it is a number of things.
        let decimals = if unit.is_empty() { 0 } else { 3 };
        table += &format!("\n{what:<48} {value:>10.decimals$} {unit:<5} {budget:>9}");
    }
    table
}

/// # Errors
/// Names everything over its budget.
pub fn check_budgets(measures: &[Measure]) -> Result<()> {
    let slow = measures.iter().filter(|it| it.budget.is_some_and(|budget| it.value > budget));
    let slow: Vec<_> = slow.map(|it| format!("{}: {:.3} {}", it.what, it.value, it.unit)).collect();
    if !slow.is_empty() {
        bail!("over budget: {}", slow.join("; "));
    }
    Ok(())
}

/// Median and the 95th of a hundred.
pub fn quantiles(mut all: Vec<u64>) -> [Option<u64>; 2] {
    all.sort_unstable();
    [50, 95].map(|share| all.get((all.len() * share / 100).min(all.len().saturating_sub(1))).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_the_middle_and_nearly_the_last() {
        assert_eq!(quantiles((0..100).collect()), [Some(50), Some(95)]);
        assert_eq!(quantiles(vec![]), [None, None]);
    }
}

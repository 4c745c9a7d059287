//! How an error looks on a terminal: file, line, the words themselves, and what to
//! do. `miette` draws it.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Report, SourceCode};

use crate::error::IndexError;

/// The error as a report for standard error, in colours where there are any.
pub(in crate::cli) fn report(error: IndexError) -> Report {
    Report::new(Diagnosis::from(error))
}

/// The whole message as it is shown, without colours.
pub fn render(error: &IndexError) -> String {
    let mut out = String::new();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor());
    // Writing to a string only fails if the formatter does; what was
    // written until then is still the best message there is.
    let _ = handler.render_report(&mut out, &Diagnosis::from(error.clone()));
    out
}

/// An error in the form that `miette` draws.
#[derive(Debug)]
struct Diagnosis {
    message: String,
    help: String,
    source: Option<NamedSource<String>>,
    labels: Vec<LabeledSpan>,
}

impl From<IndexError> for Diagnosis {
    fn from(error: IndexError) -> Self {
        let IndexError { kind, message, help, excerpt } = error;
        // What is told in both languages ends with the English in brackets.
        let is_chinese = message.ends_with('）');
        let message = if is_chinese { message } else { format!("{}\n{message}", kind.chinese()) };
        let Some(excerpt) = excerpt else { return Self { message, help, source: None, labels: Vec::new() } };
        let label = |(range, label)| LabeledSpan::new_with_span(Some(label), range);
        let labels = excerpt.labels.into_iter().map(label).collect();
        Self { message, help, source: Some(NamedSource::new(excerpt.name, excerpt.text)), labels }
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Diagnosis {}

impl Diagnostic for Diagnosis {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&self.help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as Box<_>)
    }
}

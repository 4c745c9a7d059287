//! tmp
use policy_index::*;
fn main() {
    let root = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let c = match config::Config::read(&root) { Ok(c) => c, Err(e) => { eprintln!("{}", e.render()); return } };
    let mut n = 0;
    for e in &c.documents {
        let s = source::Source::read(&root, &format!("corpus/{}", e.file)).unwrap();
        match document::read_document(&c, e, &s) {
            Ok(d) => { n += d.drafts.len(); eprintln!("{} {} dangling {:?}", e.document.number, d.drafts.len(), d.dangling);
              for x in d.drafts { println!("{}", serde_json::json!({"id": x.id, "collection": c.collections[e.collection].id, "document": e.document.number, "path": x.path, "title": x.title, "text": x.text, "form": x.form})); } }
            Err(e) => eprintln!("{}", e.render()),
        }
    }
    eprintln!("{n}");
}

//! The arguments of the command line, and which command they mean.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};
use policy_engine::Day;

use super::terminal::report::report;
use super::{check, compile, diff, eval, hall, html, plain_hash, questions, search, search_library, sign};
use crate::compile::library::Layout;
use crate::error::IndexError;
use crate::gazette::catalogue::CATALOGUE;
use crate::hall::Slot;

/// 把政策文件编成网页检索用的索引（Compiles documents into the index file the widget searches）
#[derive(Parser)]
#[command(name = "policy-index", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true)]
struct Arguments {
    /// 显示用法（Print help）
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本（Print version）
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    /// 放 corpus/、lexicon/、plain/ 的文件夹，不写就用当前或上级的 index/（Folder with corpus/, lexicon/ and plain/）
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 编译索引：collections.toml 里的文件和已导入的文件，或一份 JSON 行（Compile the documents, or any corpus of JSON lines）
    Compile {
        /// 写到哪个索引文件（The index file to write）
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        out: PathBuf,
        /// 每行一条（One clause per line）：{"id", "collection", "document", "path": [], "title", "text", "questions": []}
        #[arg(long, value_name = "FILE.jsonl")]
        clauses: Option<PathBuf>,
        /// `learn` 写出的文件：哪些词和条款相关（What `learn` wrote: which words and clauses belong together）
        #[arg(long, value_name = "VECTORS", conflicts_with = "library")]
        vectors: Option<PathBuf>,
        /// 不写索引文件，改写分片库到这个文件夹（Write a library of many small files into this folder instead）
        #[arg(long, value_name = "DIR")]
        library: Option<PathBuf>,
        /// 上一版分片库，已有的文件不再写（The library of the release before: what it holds is not written again）
        #[arg(long, value_name = "DIR", requires = "library")]
        previous: Option<PathBuf>,
        /// 同类的分片合成一个文件，用于限制文件数的主机，主机要支持按范围读取（All files of a kind in one, read by ranges）
        #[arg(long, requires = "library")]
        pack: bool,
        /// 不收未经审核的便民说明（Leave out plain notes that no official has checked）
        #[arg(long, env = "POLICY_REVIEWED_ONLY", value_parser = clap::builder::FalseyValueParser::new())]
        reviewed_only: bool,
        /// 相似问只教词语，看字的倾向带来多少（Let questions teach words alone: to see what leanings of characters bring）
        #[arg(long)]
        teach_words: bool,
        /// 不收便民说明和相似问，看刚收进来的文件答得怎么样（Leave out notes and questions: to see what documents answer that have just come in）
        #[arg(long, conflicts_with = "clauses")]
        untaught: bool,
        /// 输出一个 JSON 对象（Tell of it in one JSON object）
        #[arg(long)]
        json: bool,
    },
    /// 核对：文件逐字对账，并检查词表、便民说明和相似问（Account for every character, and look over lexicon and notes）
    Check,
    /// 统计条款、词、分类和说明的数目（Count clauses, words, facets and notes）
    Stats,
    /// 每条条款输出一行 JSON（Write every clause as one line of JSON）
    Clauses {
        /// 按哪一天判断效力，写作 2025-05-01，不写就是今天（The day for which validity is told, by default this day）
        #[arg(long, value_name = "DATE", value_parser = day)]
        today: Option<Day>,
    },
    /// 把索引里的全部条款写成一页不用脚本的网页（Write all clauses as one page of HTML without scripts）
    Html {
        /// 索引文件（The index file）
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        index: PathBuf,
        /// 写到哪个网页（The page to write）
        #[arg(long, value_name = "FILE", default_value = "target/policies.html")]
        out: PathBuf,
        /// 输出一个 JSON 对象（Tell of it in one JSON object）
        #[arg(long)]
        json: bool,
    },
    /// 检索索引文件或分片库（Search an index file, or a library）
    Search {
        /// 索引文件（The index file）
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        index: PathBuf,
        /// 不查索引文件，改查这个分片库的文件夹（The folder of a library in place of the index file）
        #[arg(long, value_name = "DIR")]
        library: Option<PathBuf>,
        /// 连续查询时保留已取的分片（Keep the files of a library from query to query）
        #[arg(long, requires = "library")]
        session: bool,
        /// 只查这个栏目（Only in this collection）
        #[arg(long, value_name = "ID")]
        collection: Option<String>,
        /// 最多几条（Most hits）
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// 每个查询输出一行 JSON（One JSON object per query and line）
        #[arg(long)]
        json: bool,
        /// 只找含有原词的条款（Only clauses with the words as typed）
        #[arg(long)]
        literal: bool,
        /// 按哪一天判断效力，写作 2025-05-01，不写就是今天（The day for which validity is told, by default this day）
        #[arg(long, value_name = "DATE", value_parser = day)]
        today: Option<Day>,
        /// 要查的话；写 - 就从标准输入逐行读（The words to search, or - for one query per line of standard input）
        #[arg(required = true, value_name = "QUERY", allow_hyphen_values = true)]
        query: Vec<String>,
    },
    /// 导入文件：网页、Word（.docx）、PDF、文本（Import web pages, Word files, PDFs and text as offices publish them）
    #[cfg(feature = "import")]
    Import {
        /// 要导入的文件（The files to import）
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// 归入哪个栏目（The collection they belong to）
        #[arg(long, value_name = "COLLECTION")]
        into: Option<String>,
        /// 每个文件输出一行 JSON（One JSON object per file and line）
        #[arg(long)]
        json: bool,
    },
    /// 从问题学出哪些词和条款相关，供 `compile --vectors` 用（Learn which words and clauses belong together）
    #[cfg(feature = "learn")]
    Learn(super::learn::Options),
    /// 比较两个索引文件或分片库：哪些条款新增、删去、改动、改号，哪些便民说明和相似问要重写（What changed between two index files or libraries）
    Diff {
        /// 旧的索引文件，或分片库的文件夹（The old index file, or the folder of a library）
        #[arg(value_name = "OLD")]
        old: PathBuf,
        /// 新的索引文件，或分片库的文件夹（The new one）
        #[arg(value_name = "NEW")]
        new: PathBuf,
        /// 输出一个 JSON 对象（One JSON object）
        #[arg(long)]
        json: bool,
    },
    /// 把分片库发布到 S3 兼容的存储：先放分片，最后放入口（Put a library into an S3-compatible store, its root last）
    #[cfg(feature = "publish")]
    Publish {
        /// 分片库的文件夹（The folder of the library）
        dir: PathBuf,
        /// 发布到哪里（Where to）：s3://BUCKET/PREFIX；密钥和地址用环境变量（keys and endpoint by）AWS_ACCESS_KEY_ID、
        /// AWS_SECRET_ACCESS_KEY、AWS_REGION、AWS_ENDPOINT
        address: String,
        /// 只列出要做的事，不改动（Change nothing, list what would be done）
        #[arg(long)]
        dry_run: bool,
        /// 旧版分片保留几天（How many days the files of a replaced release stay）
        #[arg(long, value_name = "DAYS", default_value_t = 7)]
        grace: u64,
        /// 输出一个 JSON 对象（Tell of it in one JSON object）
        #[arg(long)]
        json: bool,
    },
    /// 用一份问题表衡量检索效果（Measure answers against a file of questions）
    Eval {
        /// 索引文件（The index file）
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        index: PathBuf,
        /// 问题表，列为 id、type、query、collection、relevant；配 --qrels 时为 id、question（The questions）
        #[arg(long, value_name = "TSV")]
        queries: PathBuf,
        /// 问题号和条款号的对照，打印 R@10、R@100、MRR@10（Relevant clauses by id）
        #[arg(long, value_name = "TSV")]
        qrels: Option<PathBuf>,
        /// 关掉哪些机制，看各值多少（Mechanisms to switch off, to see what each is worth）
        #[arg(long, value_name = "NAME", value_delimiter = ',')]
        without: Vec<String>,
    },
    /// 求出判断“有无依据”的权重，或排序的权重（Find the weights of confidence, or those of the ranking）
    Fit {
        /// 索引文件（The index file）
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        index: PathBuf,
        /// 问题表，同 `eval`（Files of questions, as for `eval`）
        #[arg(long, required = true, value_name = "TSV", num_args = 1..)]
        queries: Vec<PathBuf>,
        /// 改求排序的权重（The weights of the ranking instead）
        #[arg(long)]
        ranking: bool,
        /// 把排序的权重记到这个文件，引擎里的表要和它一样（Keep the weights of the ranking, which the engine's table is held to）
        #[arg(long, value_name = "FILE", requires = "ranking")]
        record: Option<PathBuf>,
    },
    /// 把没有查到的问题按可能回答它的条款归类（Sort queries without an answer by the clauses that may answer them）
    Questions {
        /// 索引文件（The index file）
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        index: PathBuf,
        /// 网页导出的清单，每行一个 JSON 对象：query、count（The list as the page exports it）
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// 打印便民说明与条款绑定的哈希（Print the hash that binds a plain note to its clause）
    PlainHash {
        /// 把这些条款的哈希写进 plain/*.toml（Write the hashes into plain/*.toml）
        #[arg(long)]
        update: bool,
        /// 条款号，不写就是全部（Ids of clauses; all when none is given）
        #[arg(value_name = "CLAUSE")]
        clauses: Vec<String>,
    },
    /// 生成一对密钥，给一体机文件夹签名（Make a key pair for signing kiosk folders）
    Keygen {
        /// 私钥写到哪里，公钥在后面加 .pub（The secret key to write; the public one gets .pub added）
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// 打印公钥编号，与“关于”页上的一致（Print the id of a public key, as the about screen shows it）
    KeyId {
        /// 公钥（The public key）
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// 看守一体机：先用上次的好内容，再从 U 盘换新；网页停了、卡住就重开浏览器（Start a hall's kiosk）
    ///
    /// Start a hall's kiosk: the last good content at once, newer content from sticks behind it; the browser is started
    /// again whenever its page is dead, frozen or gone. Settings are read from POLICY_KIOSK_BROWSER,
    /// POLICY_KIOSK_MOUNTS (where sticks are, with * for any name), POLICY_KIOSK_STICK_SECONDS
    Hall(hall::Options),
    /// 核对一个文件夹，放到现用内容旁边再核对（hall 的内部命令）（Used by `hall`）
    ///
    /// Check a folder, lay it beside the content in use and check it there: what `hall` does in a process of its own
    #[command(hide = true)]
    Stage {
        /// 文件夹（The folder）
        dir: PathBuf,
        /// 安装位置（The installation）
        #[arg(long, value_name = "DIR")]
        home: PathBuf,
        /// 现用的内容（The content in use）
        #[arg(long, value_name = "A|B", value_parser = hall::slot)]
        in_use: Option<Slot>,
    },
    /// 在 Windows 下启动浏览器（hall 的内部命令）（Used by `hall`）
    ///
    /// Start a browser with the input and output of this process as its pipes: what `hall` does under Windows
    #[command(hide = true)]
    HandOver {
        /// 浏览器和它的参数，写在 `--` 后面（The browser and its arguments, behind `--`）
        #[arg(last = true, required = true, value_name = "BROWSER")]
        command: Vec<OsString>,
    },
    /// 给一体机文件夹签名（Sign a kiosk folder）
    Sign {
        /// 有 manifest.json 的文件夹（The folder with manifest.json）
        dir: PathBuf,
        /// 私钥（The secret key）
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// 日期在将来的文件夹也签，此后大厅不再接受更早的（Also a folder made in the future）
        #[arg(long)]
        force: bool,
    },
    /// 用现在的密钥签下一个公钥，让大厅接受它（Sign the next public key with this one）
    SignKey {
        /// 下一个公钥（The next public key）
        new: PathBuf,
        /// 大厅现在信任的私钥（The secret key that halls trust today）
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// 核对公钥是否由另一个签过（Check that a public key is signed with another one）
    VerifyKey {
        /// 下一个公钥，旁边要有 .minisig（The next public key, with its .minisig beside it）
        new: PathBuf,
        /// 现在信任的公钥（The public key trusted today）
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// 核对签过名的一体机文件夹（Check a signed kiosk folder）
    Verify {
        /// 有 manifest.json 的文件夹（The folder with manifest.json）
        dir: PathBuf,
        /// 公钥（The public key）
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// 只接受比这个更新、同一密钥签的文件夹（Refuse the folder unless it is newer than this one）
        #[arg(long, value_name = "DIR")]
        newer_than: Option<PathBuf>,
    },
}

/// What `--help` prints, in Chinese first.
const HELP: &str = "{about-with-newline}\n用法（Usage）：{usage}\n\n{all-args}{after-help}";

/// The headings that clap has in English alone.
fn in_chinese(command: clap::Command) -> clap::Command {
    let heading = |it: &clap::Arg| if it.is_positional() { "参数（Arguments）" } else { "选项（Options）" };
    let command = command.help_template(HELP).subcommand_value_name("命令").subcommand_help_heading("命令（Commands）");
    command.mut_args(|it| it.clone().help_heading(heading(&it))).mut_subcommands(in_chinese)
}

/// The arguments of the process; what cannot be read is said, and ends it.
fn parse() -> Arguments {
    let parsed = in_chinese(Arguments::command()).try_get_matches().and_then(|it| Arguments::from_arg_matches(&it));
    parsed.unwrap_or_else(|error| {
        if error.use_stderr() {
            eprintln!("命令没有写对，用法见 --help（the arguments are wrong, see --help）：");
        }
        error.exit()
    })
}

/// Runs the command that the arguments of the process name; an error goes to
/// standard error, with the lines of the input it is about.
pub fn main() -> ExitCode {
    match run(parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{:?}", report(*error));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode, Box<IndexError>> {
    let root = arguments.root.unwrap_or_else(default_root);
    let done = match arguments.command {
        Command::Compile {
            out,
            clauses,
            vectors,
            library,
            previous,
            pack,
            reviewed_only,
            teach_words,
            untaught,
            json,
        } => {
            let (clauses, vectors) = (clauses.as_deref(), vectors.as_deref());
            let options = compile::Options { clauses, vectors, reviewed_only, teach_words, untaught, json };
            match library {
                Some(dir) => {
                    let layout = if pack { Layout::Packs } else { Layout::Files };
                    let library = compile::LibraryOptions { dir: &dir, previous: previous.as_deref(), layout };
                    compile::run_library(&root, &library, &options)
                }
                None => compile::run(&root, &out, &options),
            }
        }
        Command::Check => check::run(&root),
        Command::Stats => check::stats(&root),
        Command::Clauses { today } => check::clauses(&root, today),
        Command::Html { index, out, json } => html::run(&index, &out, json),
        Command::Search { index, library, session, collection, limit, json, literal, today, query } => {
            let options = search::Options { collection, limit, json, literal, today };
            match library {
                Some(dir) => search_library::run(&dir, session, &options, &query),
                None => search::run(&index, &options, &query),
            }
        }
        #[cfg(feature = "import")]
        Command::Import { files, into, json } => return super::import::run(&root, &files, into.as_deref(), json),
        #[cfg(feature = "learn")]
        Command::Learn(options) => super::learn::run(&root, options),
        Command::Diff { old, new, json } => diff::run(&old, &new, json),
        #[cfg(feature = "publish")]
        Command::Publish { dir, address, dry_run, grace, json } => {
            super::publish::run(&dir, &address, dry_run, grace, json)
        }
        Command::Eval { index, queries, qrels, without } => eval::run(&index, &queries, qrels.as_deref(), &without),
        Command::Fit { index, queries, ranking: false, .. } => eval::fit_confidence(&index, &queries),
        Command::Fit { index, queries, record, .. } => eval::fit_the_ranking(&index, &queries, record.as_deref()),
        Command::Questions { index, from } => questions::run(&index, &from),
        Command::PlainHash { update, clauses } => plain_hash::run(&root, update, &clauses),
        Command::Keygen { key } => sign::keygen(&key),
        Command::KeyId { key } => sign::key_id(&key),
        Command::Hall(options) => return hall::run(options),
        Command::Stage { dir, home, in_use } => return Ok(hall::stage(&dir, &home, in_use)),
        Command::HandOver { command } => return hall::hand_over(&command),
        Command::Sign { dir, key, force } => sign::sign(&dir, &key, force),
        Command::SignKey { new, key } => sign::sign_key(&new, &key),
        Command::VerifyKey { new, key } => sign::verify_key(&new, &key),
        Command::Verify { dir, key, newer_than } => sign::verify(&dir, &key, newer_than.as_deref()),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// A day as `2025-05-01`; others cannot be compared.
fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "日期写作 2025-05-01（write the day as 2025-05-01）".to_owned())
}

/// `index/` in this folder or one above, so that the command works anywhere in
/// the repository.
fn default_root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let holds_corpus = |dir: &PathBuf| dir.join(CATALOGUE).is_file();
    let found = here.ancestors().flat_map(|dir| [dir.join("index"), dir.to_path_buf()]).find(holds_corpus);
    found.unwrap_or_else(|| PathBuf::from("index"))
}

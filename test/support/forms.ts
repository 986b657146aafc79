/** Forms of phrases that authors write constantly, each of which can only mean one thing. */
export const FORMS = [
  "see [Auth](#auth) and [the docs](https://harbour.example/a_b?c=d#e)",
  '[TBD](./a.md "a title") first',
  "![a diagram](img/a.png)",
  "[![build](https://harbour.example/b.svg)](https://harbour.example)",
  "[`code` TODO](a.md), [](b)",
  "<https://harbour.example/?a=b*c> or <http://a.example>",
  "at https://harbour.example/v1/a-b_c.html#d, and (http://a.example:8080/)",
  "**https://harbour.example** ??? a@harbour.example.",
  "**Owner**: a.b@harbour.example, @someone",
  "one<br>two<br/> <b>bold</b> <!-- a note --> [x] <Your name>",
  'words <a id="x"> <img src="a.png" alt="TBD" />',
  "words <!-- TODO: [later] -->",
  "a\\_b \\[no link\\](a) \\`no code\\` 1\\. TBD",
  "what [a]: defines nothing",
  "_emphasis_ and *more*, __strong__",
  "**more** ~~gone~~ 3.5",
  "R&D &amp; x & y",
  "[Your value](a) [b][c] ![d]",
  "`[a](b)` `<b>` ``a`b`` ` TBD",
  "[https://harbour.example](https://harbour.example), [a@harbour.example](b)",
];

/** Check boxes as items have them, some with what stands first behind them. */
export const BOXES = ["[x] 🚢 ", "[X] **Bold:** ", "[ ] `code` ", "[x] [a](b) ", "[ ] words "];

/** What the meaning of phrases hangs on, in small pieces. */
export const MARKS = [
  ..."[ ] ( ) < > ! ` `` \\ * ** _ __ ~ ~~ & @ . : / // - -- # | = ^ ? + $ { } ; , % \" ' 1. x TBD".split(" "),
  ..."<!-- --> <b> </b> <br/> [a](b) [a] (b) ![ ]: ]( ][ [a]: [^1] &amp; \\. 🚢 é".split(" "),
  ..."a@b.example http:// https://a.example https://a.example/b www. www.a.example xmpp: mailto:".split(" "),
  ...[" ", "  ", "\t", "\u00a0", "\n", "\n  ", "\n- ", "\n> ", "\n\n", "[ ] ", "[x] "],
];

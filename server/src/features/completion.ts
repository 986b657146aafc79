import { DocumentEditor } from "../document/editor.ts";
import type { FieldFact } from "../document/facts.ts";
import { isBulletItem, listMarker, startOfLine } from "../document/lines.ts";
import type { Position } from "../document/positions.ts";
import { isBlank, typedHeading, typedLabel } from "../document/typed.ts";
import { align } from "../template/align.ts";
import { type AlignedSection, fieldsOf, partsOf } from "../template/alignment.ts";
import type { SchemaField } from "../template/schema.ts";
import { fieldsIn } from "../template/unfilled.ts";
import type { Analysis } from "./analysis.ts";
import { knownNames } from "./completionNames.ts";
import { type Completion, type Offer, Offers } from "./completionOffers.ts";
import { absentBelow, absentFields, isBulleted, newSections } from "./completionParts.ts";
import { blockAt, itemAt, type Place, placeAt } from "./completionPlace.ts";
import { fieldBeside, fieldValues, type OptionsFor, placeholderValues } from "./completionValues.ts";
import { technologyOptions } from "./technologyOptions.ts";

export type { Completion };

/**
 * What the template offers at a place: values in a field or placeholder, and at the start of a line the sections, entries
 * and fields that aren't there yet. Empty where nothing fits, so that a trigger character in prose stays silent.
 *
 * @param position 0-based, the character in UTF-16
 */
export function completions(analysis: Analysis, position: Position): Completion[] {
  const { document, alignment } = analysis;
  const place = placeAt(document, alignment, position);
  if (!place) return [];
  return numbered(new Chooser(analysis, place).all());
}

/** Decides what fits at a place. */
class Chooser {
  readonly #analysis: Analysis;
  readonly #place: Place;
  readonly #offers: Offers;

  constructor(analysis: Analysis, place: Place) {
    this.#analysis = analysis;
    this.#place = place;
    this.#offers = new Offers(analysis, place);
  }

  all(): Offer[] {
    const { alignment, document, context } = this.#analysis;
    const { section, chunk, at, head, tail, line } = this.#place;
    if (isBlank(document.text)) return [this.#offers.document()];
    if (!alignment.recognised) return [];
    const heading = chunk.facts.heading?.span;
    if (heading && at < heading.start) return [];
    const optionsFor: OptionsFor = (field) => {
      // A part of the stack may be written as a label in the section around it.
      const part = section && partsOf(section).find((one) => one.schema?.fields.includes(field));
      return part && technologyOptions(this.#analysis, part, field);
    };
    const waiting =
      section?.schema && placeholderValues(this.#place, section, alignment.schema, document.definitions, optionsFor);
    if (section && waiting) return this.#offers.values(waiting, section);
    if (heading && line.start <= heading.end) return this.#onHeading();
    // Nothing is asked for in the author's own sections.
    if (!section?.schema) return [];
    const names = knownNames(this.#analysis, this.#place, section);
    if (names) return this.#offers.names(names);
    const beside = fieldBeside(this.#place, section);
    if (beside) {
      const values = fieldValues(this.#place, beside.field, beside.value, alignment.schema, context.today, optionsFor);
      return values ? this.#offers.values(values, section) : [];
    }
    return (head + tail).trim() === "" ? this.#onBlankLine(section) : this.#labels(section);
  }

  /** Sections for a heading that is being typed. What it makes of the sections around it is left out of account. */
  #onHeading(): Offer[] {
    const { head, tail, line, chunk, indent } = this.#place;
    const typed = typedHeading(head);
    if (!typed || tail.trim() !== "" || indent > 3) return [];
    const { document } = this.#analysis;
    const start = chunk.start + line.start;
    const length = line.end - line.start;
    const editor = new DocumentEditor(document);
    editor.replace({ start, end: start + length }, " ".repeat(length));
    const without = editor.read();
    const alignment = align(without, this.#analysis.alignment.schema);
    const place = placeAt(without, alignment, document.lines.positionAt(chunk.start + this.#place.at));
    if (!place || blockAt(place)) return [];
    const fits = (depth: number): boolean =>
      typed.spaced && typed.name === "" ? depth === typed.depth : depth >= typed.depth;
    return this.#offers.sections(newSections(place, without, alignment), fits, typed.name.trim().toLowerCase(), true);
  }

  #onBlankLine(section: AlignedSection): Offer[] {
    const { chunk, line } = this.#place;
    const { document, alignment } = this.#analysis;
    if (blockAt(this.#place)) return [];
    // A label and the block that is its value belong together.
    const isInside = chunk.facts.fields.some(({ span }) => span.start < line.start && line.end < span.end);
    const fields = isInside ? [] : absentFields(section, this.#place, alignment);
    return [
      ...this.#offers.fields(fields, section, this.#listMark(section), ""),
      ...this.#offers.sections(newSections(this.#place, document, alignment), () => true, "", false),
    ];
  }

  /** Fields for a line on which a label begins. */
  #labels(section: AlignedSection): Offer[] {
    const { head, tail, indent } = this.#place;
    const typing = typedLabel(head, tail);
    if (!typing) return [];
    const { bullet, stars: mark, name: typed } = typing;
    // Without a mark only the beginning of a known label tells a label from prose.
    if (bullet + mark === "" && (typed.length < 2 || /\s$/.test(typed))) return [];
    const begins = ({ label }: SchemaField): boolean => label.toLowerCase().startsWith(typed.trimStart().toLowerCase());
    const item = itemAt(this.#place);
    if (item?.owner && head !== "*") return this.#inList(section, item.owner, bullet, mark, begins);
    if (bullet !== "" && blockAt(this.#place)?.kind === "underlined") return this.#belowLabel(section, bullet, begins);
    if (bullet !== "" && !(item && this.#isFieldList(section))) return [];
    if (indent > 3 || this.#isInText(item !== undefined)) return [];
    const fields = absentFields(section, this.#place, this.#analysis.alignment).filter(begins);
    const listMark = bullet === "" ? this.#listMark(section) : bullet.trim();
    return this.#offers.fields(
      bullet !== "" && mark === "" ? single(fields) : fields,
      section,
      listMark,
      bullet + mark,
    );
  }

  /** Sub-fields or choices for an item of the list that is a field's value, or fields of a section written as a label. */
  #inList(
    section: AlignedSection,
    owner: FieldFact,
    bullet: string,
    mark: string,
    begins: (field: SchemaField) => boolean,
  ): Offer[] {
    if (bullet === "") return [];
    const part = partsOf(section).find((one) => one.label === owner);
    if (part) {
      const fields = absentFields(part, this.#place, this.#analysis.alignment).filter(begins);
      return this.#offers.fields(single(fields), part, bullet.trim(), bullet + mark);
    }
    const field = fieldsIn(section, this.#place.chunk.facts).find((one) => one.fact === owner);
    if (!field) return [];
    const below = absentBelow(field).filter(begins);
    const offers = this.#offers.fields(mark === "" ? single(below) : below, section, bullet.trim(), bullet + mark);
    return mark === "" && field.schema.choices && owner.inline.start === owner.inline.end
      ? [...offers, ...this.#offers.items(section, field, bullet)]
      : offers;
  }

  /** The first item below a label, which Markdown still takes for an underline. */
  #belowLabel(section: AlignedSection, bullet: string, begins: (field: SchemaField) => boolean): Offer[] {
    const block = blockAt(this.#place);
    if (block?.kind !== "underlined" || this.#place.line.end < block.underline.end) return [];
    const owner = this.#place.chunk.facts.fields.findLast(
      (field) => field.span.start >= block.span.start && field.span.start < block.text.end,
    );
    return owner && owner.inline.start === owner.inline.end ? this.#inList(section, owner, bullet, "", begins) : [];
  }

  /** The list mark of new fields in a section; empty where they stand on lines of their own. */
  #listMark(section: AlignedSection): string {
    if (!isBulleted(section, this.#analysis.context)) return "";
    const { facts } = this.#place.chunk;
    const { text } = facts;
    const first = fieldsOf(section, facts).find((field) => field.fact.item);
    const line = first ? text.slice(startOfLine(text, first.fact.span.start)) : "";
    return isBulletItem(line) ? listMarker(line).trim() : "-";
  }

  /** Whether the list at the cursor holds fields of the section, or is new in a section whose fields are in lists. */
  #isFieldList(section: AlignedSection): boolean {
    const block = blockAt(this.#place);
    if (block?.kind !== "list" || !isBulleted(section, this.#analysis.context)) return false;
    const fields = fieldsOf(section, this.#place.chunk.facts);
    const isField = block.items.some((item) => fields.some((field) => field.fact === item.field));
    return isField || (block.items.length === 1 && fields.length === 0);
  }

  /** Whether the line goes on with a paragraph that doesn't start with a label, or with what a list item holds. */
  #isInText(isItem: boolean): boolean {
    const block = blockAt(this.#place);
    if (block?.kind === "list") return !isItem && this.#place.indent > 0;
    if (block?.kind !== "paragraph" || block.span.start >= this.#place.line.start) return false;
    return !this.#place.chunk.facts.fields.some((field) => field.span.start === block.span.start);
  }
}

/** Without the fields that repeat: an item of a list may be anything. */
function single(fields: readonly SchemaField[]): SchemaField[] {
  return fields.filter((field) => !field.repeats);
}

function numbered(offers: readonly Offer[]): Completion[] {
  return offers.map((offer, i) => ({ ...offer, sortText: String(i).padStart(3, "0") }));
}

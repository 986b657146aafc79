import { type Document, readDocument } from "../../server/src/document/document.ts";
import { SystemModel } from "../../server/src/system/model.ts";
import { align } from "../../server/src/template/align.ts";
import { ReadingCache, Readings } from "../../server/src/template/readings.ts";
import { service } from "./service.ts";

/** What the sections of a document hold, read with the template that users have. */
export function readingsOf(text: string): Readings {
  const document = readDocument(text);
  return new Readings(document, align(document, service.schema), new ReadingCache());
}

/** The system that a document describes, read with the template that users have. */
export function systemOf(text: string): { readonly document: Document; readonly system: SystemModel } {
  const readings = readingsOf(text);
  return { document: readings.document, system: new SystemModel(readings) };
}

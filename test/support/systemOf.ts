import { type Document, readDocument } from "../../server/src/document/document.ts";
import { SystemModel } from "../../server/src/system/model.ts";
import { SectionCache } from "../../server/src/system/sectionCache.ts";
import { align } from "../../server/src/template/align.ts";
import { service } from "./service.ts";

/** The system that a document describes, read with the template that users have. */
export function systemOf(text: string): { readonly document: Document; readonly system: SystemModel } {
  const document = readDocument(text);
  return { document, system: new SystemModel(document, align(document, service.schema), new SectionCache()) };
}

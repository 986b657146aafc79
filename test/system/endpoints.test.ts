import { describe, expect, it } from "vitest";
import { endpointOfMention, readEndpointMentions } from "../../server/src/system/endpointMentions.ts";
import type { Endpoint } from "../../server/src/system/endpoints.ts";
import { isAlsoMatchedBy, isSamePath, pathParts } from "../../server/src/system/paths.ts";
import { service, TEMPLATE } from "../support/service.ts";

function read(body: string, previous?: ReturnType<typeof service.analyse>): ReturnType<typeof service.analyse> {
  const text = `# MECHANISM: Booking\n\n## API Design\n\n${body}\n`;
  return service.analyse(text, previous ? { previous } : {});
}

function endpointsOf(body: string): readonly Endpoint[] {
  return read(body).context.system.endpoints;
}

function names(body: string): string[] {
  return endpointsOf(body).map((one) => `${one.source} ${one.method} ${one.path}`);
}

/** What a span holds, to see that it stands where it should. */
function textAt(body: string, of: (endpoint: Endpoint) => { start: number; end: number } | undefined): string[] {
  const { document, context } = read(body);
  return context.system.endpoints.map((one) => {
    const span = of(one);
    return span ? (document.chunks[one.chunk]?.facts.text.slice(span.start, span.end) ?? "") : "-";
  });
}

describe("endpoints at headings", () => {
  it("are read in every form of a heading", () => {
    const body = [
      "### Endpoints",
      "#### `POST /x`",
      "### 1. GET /x/{id}?on=2026-02-01 (public)",
      "#### 😀 WebSocket /live (board)",
      "#### **DELETE** `/x/:id/`",
      "#### 2) PATCH /me – own profile",
      "#### `GET` `/x/[id]`",
      "#### GET https://api.booking.example/v1/rooms",
      "#### GET {{base}}/v1/beds",
    ].join("\n\n");
    expect(names(body)).toEqual([
      "entry POST /x",
      "entry GET /x/{id}",
      "entry WEBSOCKET /live",
      "entry DELETE /x/:id",
      "entry PATCH /me",
      "entry GET /x/[id]",
      "entry GET /v1/rooms",
      "entry GET /v1/beds",
    ]);
    expect(textAt(body, (one) => one.span)).toEqual([
      "POST /x",
      "GET /x/{id}",
      "WebSocket /live",
      "DELETE** `/x/:id",
      "PATCH /me",
      "GET` `/x/[id]",
      "GET https://api.booking.example/v1/rooms",
      "GET {{base}}/v1/beds",
    ]);
    expect(textAt(body, (one) => one.pathSpan)[1]).toBe("/x/{id}");
    expect(endpointsOf(body).map((one) => one.remark)).toEqual([
      "",
      "(public)",
      "(board)",
      "",
      "– own profile",
      "",
      "",
      "",
    ]);
    expect(endpointsOf(body)[1]?.query).toBe("on=2026-02-01");
  });

  it("are several where a heading names several", () => {
    expect(names("### Endpoints\n\n#### GET / POST /x\n\n#### `GET /a` and `PUT /b`")).toEqual([
      "entry GET /x",
      "entry POST /x",
      "entry GET /a",
      "entry PUT /b",
    ]);
  });

  it("are none where a heading only sounds like it", () => {
    expect(names("### Endpoints\n\n#### Get started\n\n#### GET/POST /x\n\n#### Post and/or comment")).toEqual([]);
  });

  it("stand below groups of their own too", () => {
    expect(names("### Endpoints\n\n### Bookings\n\n#### POST /x\n\n### Rooms\n\n#### GET /y")).toEqual([
      "entry POST /x",
      "entry GET /y",
    ]);
  });

  it("wait for the author while their path is the template's", () => {
    expect(service.analyse(TEMPLATE).context.system.endpoints).toEqual([]);
    expect(names("### Endpoints\n\n#### `POST /api/[resource]`\n\n**Purpose:** Ours")).toEqual([]);
  });

  it("don't count where the interface doesn't apply", () => {
    expect(names("N/A – there is none\n\n### Endpoints\n\n#### GET /x")).toEqual([]);
  });
});

describe("the fields of an endpoint", () => {
  const values = (body: string): (string | undefined)[][] =>
    endpointsOf(body).map((one) =>
      [one.authentication, one.request, one.success, one.error].map((value) => value?.text.replace(/\s+/g, " ")),
    );

  it("are labels in every shape", () => {
    expect(
      values(
        "### Endpoints\n\n#### POST /x\n\n**Auth:** Bearer\n**Request Body**: None\n- **Response (200):** `{}`\n- **Errors:** 401",
      ),
    ).toEqual([["Bearer", "None", "`{}`", "401"]]);
  });

  it("go by the status that a label names", () => {
    expect(values("### Endpoints\n\n#### GET /x\n\n**Response (200):** all\n\n**Response (404):** none")).toEqual([
      [undefined, undefined, "all", "none"],
    ]);
    expect(values("### Endpoints\n\n#### GET /x\n\n**Responses:**\n- `204`: gone\n- `409`: in use")).toEqual([
      [undefined, undefined, "- `204`: gone - `409`: in use", "in use"],
    ]);
    expect(values("### Endpoints\n\n#### GET /x\n\n**Response (409):** in use")).toEqual([
      [undefined, undefined, undefined, "in use"],
    ]);
  });

  it("stand in a fence, below a heading or alone", () => {
    const fence = '```\nPOST /x\n\nAuthentication: None\n\nRequest:\n{\n  "a": 1\n}\n\nResponse (Success):\n{ }\n```';
    const expected = [["None", '{ "a": 1 }', "{ }", undefined]];
    expect(values(`### Endpoints\n\n#### POST /x\n\n${fence}`)).toEqual(expected);
    expect(values(`### Endpoints\n\n#### POST /x\n\n**Example:**\n${fence}`)).toEqual(expected);
    expect(values(`### Endpoints\n\n${fence}`)).toEqual(expected);
    expect(values(`### Endpoints\n\n#### POST /y\n\n**Example:**\n${fence}`)).toEqual([
      [undefined, undefined, undefined, undefined],
    ]);
  });

  it("stand below a bold label, in a list or as labels of their own", () => {
    expect(
      values(
        "### Endpoints\n\n- **POST /x**\n  - **Auth:** none\n  - **Errors:** 409\n- **GET /x:** all of them\n  - **Auth:** yes",
      ),
    ).toEqual([
      ["none", undefined, undefined, "409"],
      ["yes", undefined, undefined, undefined],
    ]);
    expect(values("### Endpoints\n\n**POST /x**\n\n**Auth:** none\n\n**GET /x**\n\n**Auth:** yes")).toEqual([
      ["none", undefined, undefined, undefined],
      ["yes", undefined, undefined, undefined],
    ]);
  });
});

describe("tables", () => {
  const table =
    "| Method | Path | Auth | Body |\n|---|---|---|---|\n| POST | `/x` | 😀 open | name |\n| GET | /x/{id} | | |";

  it("describe endpoints that have no entry", () => {
    expect(names(`### Endpoints\n\n${table}`)).toEqual(["table POST /x", "table GET /x/{id}"]);
    expect(textAt(`### Endpoints\n\n${table}`, (one) => one.authentication?.span)).toEqual(["😀 open", "-"]);
    expect(textAt(`### Endpoints\n\n${table}`, (one) => one.pathSpan)).toEqual(["/x", "/x/{id}"]);
  });

  it("refer to endpoints that have one, or say nothing of them", () => {
    expect(names(`### Endpoints\n\n${table}\n\n#### POST /x`)).toEqual(["table GET /x/{id}", "entry POST /x"]);
    expect(names("### The busiest\n\n| Method | Path | Calls |\n|---|---|---|\n| POST | /x | 3 |")).toEqual([]);
  });
});

describe("mentions", () => {
  it("are found in prose, lists and tables, and lead to the endpoint", () => {
    const { context, readings } = read(
      "### Endpoints\n\n#### GET /x/{id}\n\nSee `POST /y`, or GET /x/:x_id. Get /etc/hosts.\n\n- GET /z\n\n```\nPUT /q\n```\n\n| Method | Path |\n|---|---|\n| PATCH | /y |",
    );
    const { endpoints } = context.system;
    const mentions = readEndpointMentions(readings, endpoints);
    expect(mentions.map((one) => `${one.method} ${one.path}`)).toEqual([
      "POST /y",
      "GET /x/:x_id",
      "GET /z",
      "PATCH /y",
    ]);
    expect(mentions.map((one) => endpointOfMention(one, endpoints)?.path)).toEqual([
      undefined,
      "/x/{id}",
      undefined,
      undefined,
    ]);
  });
});

describe("reading again after an edit", () => {
  it("keeps what chunks say that didn't change, at their new place", () => {
    const before = "### Endpoints\n\n#### GET /x\n\n#### GET /y\n\n**Auth:** none";
    const after = "A sentence.\n\n### Rooms\n\n### Endpoints\n\n#### GET /x\n\n#### GET /y\n\n**Auth:** none";
    const first = read(before);
    expect(first.context.system.endpoints.map((one) => one.chunk)).toEqual([3, 4]);
    const { endpoints } = read(after, first).context.system;
    expect(endpoints.map((one) => one.chunk)).toEqual([4, 5]);
    expect(endpoints[1]?.authentication?.text).toBe("none");
  });
});

describe("paths", () => {
  const same = (one: string, other: string): boolean => isSamePath(pathParts(one), pathParts(other));
  const matched = (one: string, other: string): boolean => isAlsoMatchedBy(pathParts(one), pathParts(other));

  it("are the same whatever the sign of their parameters", () => {
    expect(same("/x/{id}", "/x/:id")).toBe(true);
    expect(same("/x/{booking_id}/y", "/x/<int:id>/y")).toBe(true);
    expect(same("/x/{id}", "/x/{email}")).toBe(false);
    expect(same("/x/{id}", "/x/all")).toBe(false);
    expect(same("/x", "/X")).toBe(false);
  });

  it("are matched by a parameter where they have a word", () => {
    expect(matched("/x/all", "/x/{id}")).toBe(true);
    expect(matched("/x/{id}/done", "/x/:id/:item")).toBe(true);
    expect(matched("/x/{email}", "/x/{id}")).toBe(true);
    expect(matched("/x/{id}", "/x/all")).toBe(false);
    expect(matched("/x/all", "/x/{id}/y")).toBe(false);
    expect(matched("/a/{b}/c", "/a/d/{e}")).toBe(false);
    expect(matched("/x/all", "/x/{id:int}")).toBe(false);
    expect(matched("/x/all", "/x/<int:id>")).toBe(false);
    expect(matched("/x/all", "/x/:id(\\d+)")).toBe(false);
    expect(matched("/x/all", "/x/*")).toBe(false);
  });
});

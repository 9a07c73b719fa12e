// What Strophe.js finds in browsers, and Node.js does not have. To be imported before it.
import { DOMParser } from "@xmldom/xmldom";
import xhr2 from "xhr2";

/** With the answer as a document. */
globalThis.XMLHttpRequest = class extends xhr2 {
  constructor() {
    super();
    Object.defineProperty(this, "responseXML", {
      get: () => (this.responseText ? new DOMParser().parseFromString(this.responseText, "text/xml") : null),
      set: () => {},
    });
  }
};

/** Entry point of the PDF thread. */

import "./silence.ts";

import { openPdfDocument } from "../parsers/document/pdf/open-pdf-document.ts";
import { answerRequests } from "./answer-requests.ts";

answerRequests(openPdfDocument);

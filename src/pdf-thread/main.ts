/** Entry point of the PDF thread. */

import "./silence.ts";
import "./without-canvas.ts";

import { openPdfDocument } from "../parsers/document/pdf/open-pdf-document.ts";
import { answerPdfs } from "./answer-pdfs.ts";

answerPdfs(openPdfDocument);

/** Entries that may be one: a snapshot raises the question, a person answers it (`settle`). */

import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Settled } from "../../model/list/list-index.ts";
import { documents } from "../schema/documents.ts";
import { entries, questions } from "../schema/list.ts";
import type { Database } from "../store/open-store.ts";

export type Question = typeof questions.$inferSelect;
type NewQuestion = Omit<Question, "answer" | "answeredAt">;

/** An answered question stays answered. */
export function putQuestion(db: Database, question: NewQuestion): void {
  const { id: _id, ...asked } = question;
  db.insert(questions)
    .values(question)
    .onConflictDoUpdate({ target: questions.id, set: asked, setWhere: isNull(questions.answer) })
    .run();
}

export function getQuestion(db: Database, id: string): Question | undefined {
  return db.select().from(questions).where(eq(questions.id, id)).get();
}

export function openQuestions(db: Database): Question[] {
  return db
    .select()
    .from(questions)
    .where(isNull(questions.answer))
    .orderBy(asc(questions.id))
    .all();
}

export function answerQuestion(
  db: Database,
  id: string,
  answer: NonNullable<Question["answer"]>,
  now: Date,
): void {
  const set = { answer, answeredAt: now.toISOString() };
  db.update(questions).set(set).where(eq(questions.id, id)).run();
}

/** Questions answered with `same` whose entries are not merged yet. */
export function unmerged(db: Database): Question[] {
  return db
    .select()
    .from(questions)
    .innerJoin(entries, eq(entries.entryId, questions.comeId))
    .where(and(eq(questions.answer, "same"), isNull(entries.mergedInto)))
    .orderBy(asc(questions.id))
    .all()
    .map(({ questions: question }) => question);
}

export function readSettled(db: Database): Settled {
  const answered = db.select().from(questions).where(isNotNull(questions.answer)).all();
  return new Map(answered.flatMap(({ id, answer }) => (answer === null ? [] : [[id, answer]])));
}

export function copyAnswers(stored: Database, copy: Database): void {
  const answered = stored.select().from(questions).where(isNotNull(questions.answer)).all();
  if (answered.length > 0) copy.insert(questions).values(answered).run();
}

/** Replaces the open questions since the day by those of the replay, under the store's entry ids. */
export function alignQuestions(
  db: Database,
  replay: Database,
  day: string,
  storedIds: ReadonlyMap<string, string>,
): void {
  for (const { id, documentId } of openQuestions(db)) {
    const document = db.select().from(documents).where(eq(documents.id, documentId)).get();
    if ((document?.asOf ?? "") < day) continue;
    db.delete(questions)
      .where(and(eq(questions.id, id), isNull(questions.answer)))
      .run();
  }
  for (const question of openQuestions(replay)) {
    const { answer: _answer, answeredAt: _at, goneId, comeId, ...asked } = question;
    const idOf = (entryId: string) => storedIds.get(entryId) ?? entryId;
    putQuestion(db, { ...asked, goneId: idOf(goneId), comeId: idOf(comeId) });
  }
}

/**
 * What the time of the database is on the clock of this process (`performance.now()`). Each question that is
 * answered with the database's time says that this time lay between asking and hearing; taken together, the
 * last ones leave a span of about the shortest way there and back, however long some of them waited.
 */
export type DatabaseClock = {
  /**
   * @param databaseMs the database's time, read between `askedAtMs` and `heardAtMs` of this process's clock.
   */
  observe(askedAtMs: number, heardAtMs: number, databaseMs: number): void
  /** The earliest that a moment of the database can have been here. Only after something was observed. */
  earliest(databaseMs: number): number
}

type Observation = { heardAtMs: number; least: number; most: number }

const observationsMax = 32
/** Older ones say nothing: the two clocks drift, and the database's may be set. */
const rememberedMs = 30_000

export function createDatabaseClock(): DatabaseClock {
  let observations: Observation[] = []
  return {
    observe(askedAtMs, heardAtMs, databaseMs) {
      const latest = { heardAtMs, least: databaseMs - heardAtMs, most: databaseMs - askedAtMs }
      observations = observations
        .filter((known) => heardAtMs - known.heardAtMs < rememberedMs)
        // Spans that have nothing in common: the database's clock was set in between, and only the new one
        // holds.
        .filter((known) => known.least <= latest.most && latest.least <= known.most)
        .slice(1 - observationsMax)
      observations.push(latest)
    },
    earliest: (databaseMs) => databaseMs - Math.min(...observations.map(({ most }) => most)),
  }
}

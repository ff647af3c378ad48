/**
 * Properties are checked with other values in each run on a developer's machine, and with the same in CI: a
 * value that nobody has seen before is a finding, and no fault of the change that happens to be tested.
 */
if (process.env.CI === 'true') (await import('fast-check')).configureGlobal({ seed: 20_261_201 })

export {}

/** A module that cannot be loaded, for the tests of the thread pool. */
throw new Error('this module is broken')

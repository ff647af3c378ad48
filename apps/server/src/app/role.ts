export type Role = 'api' | 'worker'

/** The PostgreSQL of this test run. */
export async function clusterUrl(): Promise<string> {
  return process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres:postgres@127.0.0.1:5499/postgres';
}

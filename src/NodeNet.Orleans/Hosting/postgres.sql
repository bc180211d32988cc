-- What NodeNet.Orleans keeps in PostgreSQL. Run by each silo at its start; it changes nothing that is there.

-- Who is in which cluster. A change of a cluster's members takes its version with it: of two changes at a time one is refused.
CREATE TABLE IF NOT EXISTS nodenet_cluster (
    cluster text PRIMARY KEY,
    version integer NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS nodenet_silo (
    cluster text NOT NULL REFERENCES nodenet_cluster,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    silo_name text NOT NULL,
    host_name text NOT NULL,
    status integer NOT NULL,
    gateway_port integer NULL,
    suspect_times text NULL,
    start_time timestamptz(3) NOT NULL,
    alive_time timestamptz(3) NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

-- What tells a cluster from every other: a random word.
CREATE TABLE IF NOT EXISTS nodenet_identity (
    service text PRIMARY KEY,
    word text NOT NULL
);

-- Boards, results, checkpoints, models, rows. A record is only written over by who has read its version.
CREATE TABLE IF NOT EXISTS nodenet_record (
    service text NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    version integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (service, kind, key)
);

-- The statements by which Orleans 10.4.2 asks for members, under the names that it looks for.
CREATE TABLE IF NOT EXISTS OrleansQuery (
    QueryKey varchar(64) PRIMARY KEY,
    QueryText varchar(8000) NOT NULL
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', '
    WITH added AS (INSERT INTO nodenet_cluster (cluster) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM added'),
('InsertMembershipKey', '
    WITH moved AS (UPDATE nodenet_cluster SET version = version + 1 WHERE cluster = @DeploymentId AND version = @Version RETURNING 1),
    added AS (
        INSERT INTO nodenet_silo (cluster, address, port, generation, silo_name, host_name, status, gateway_port, start_time, alive_time)
        SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        WHERE EXISTS (SELECT FROM moved) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM added'),
('UpdateMembershipKey', '
    WITH moved AS (UPDATE nodenet_cluster SET version = version + 1 WHERE cluster = @DeploymentId AND version = @Version RETURNING 1),
    changed AS (
        UPDATE nodenet_silo SET status = @Status, suspect_times = @SuspectTimes, alive_time = @IAmAliveTime
        WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND EXISTS (SELECT FROM moved) RETURNING 1)
    SELECT count(*)::integer FROM changed'),
('UpdateIAmAlivetimeKey', '
    UPDATE nodenet_silo SET alive_time = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),
('MembershipReadAllKey', '
    SELECT c.cluster AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
        s.host_name AS HostName, s.status AS Status, s.gateway_port AS ProxyPort, s.suspect_times AS SuspectTimes, s.start_time AS StartTime,
        s.alive_time AS IAmAliveTime, c.version AS Version
    FROM nodenet_cluster c LEFT JOIN nodenet_silo s ON s.cluster = c.cluster WHERE c.cluster = @DeploymentId'),
('MembershipReadRowKey', '
    SELECT c.cluster AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
        s.host_name AS HostName, s.status AS Status, s.gateway_port AS ProxyPort, s.suspect_times AS SuspectTimes, s.start_time AS StartTime,
        s.alive_time AS IAmAliveTime, c.version AS Version
    FROM nodenet_cluster c LEFT JOIN nodenet_silo s ON s.cluster = c.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    WHERE c.cluster = @DeploymentId'),
('GatewaysQueryKey', '
    SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation FROM nodenet_silo
    WHERE cluster = @DeploymentId AND status = @Status AND gateway_port > 0'),
('DeleteMembershipTableEntriesKey', '
    DELETE FROM nodenet_silo WHERE cluster = @DeploymentId;
    DELETE FROM nodenet_cluster WHERE cluster = @DeploymentId'),
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM nodenet_silo WHERE cluster = @DeploymentId AND alive_time < @IAmAliveTime AND status <> 3')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

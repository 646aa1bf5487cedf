package dev.roster.server.testing;

import dev.roster.server.boot.OperatorServices;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.transfer.Importer;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Servers, each a process of its own, on one database and one mail server. */
public final class ServerProcesses implements AutoCloseable {
  private final DatabaseUrl url = TestDatabase.fresh();
  private final Database database = Database.openForTransfer(url);
  private final ScriptedSmtp smtp;
  private final List<ServerProcess> servers = new ArrayList<>();

  /** The mail server goes through the steps, then it behaves. */
  public ServerProcesses(ScriptedSmtp.Step... steps) {
    this.smtp = new ScriptedSmtp(steps);
    new Importer(database, Clock.systemUTC(), (file, rows) -> {})
        .load(InvitationFixture.OPERATOR, TestServer.resource("two-tenants"));
  }

  /** One more server. */
  public ServerProcess start(String... options) throws IOException, InterruptedException {
    ServerProcess server = ServerProcess.start(url, "smtp://127.0.0.1:" + smtp.port(), options);
    servers.add(server);
    return server;
  }

  public ScriptedSmtp smtp() {
    return smtp;
  }

  /** The database, seen from outside all servers. */
  public Database database() {
    return database;
  }

  public long count(String query) {
    return database.reading(tx -> tx.handle().createQuery(query).mapTo(Long.class).one());
  }

  public OperatorServices operator() {
    return OperatorServices.over(database, Clock.systemUTC());
  }

  /** The mails to an address, as soon as there are so many. */
  public List<String> mailsTo(String email, int count) {
    Waiting.until(() -> received(email).size() >= count);
    return received(email);
  }

  private List<String> received(String email) {
    return smtp.mails().stream()
        .filter(mail -> email.equals(MailParser.header(MailParser.parse(mail), "To")))
        .toList();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (ServerProcess server : servers) {
      server.close();
    }
    smtp.close();
    database.close();
    TestDatabase.drop(url);
  }
}

package dev.roster.benchmarks.jvm;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A connection to the JVM of another process on this machine. Connecting starts the JVM's
 * management agent, which costs it some megabytes.
 */
public final class JvmConnection implements AutoCloseable {
  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  private JvmConnection(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.beans = connector.getMBeanServerConnection();
  }

  /** Connects; empty if the process is no JVM, or one that lets nobody in. */
  @SuppressWarnings("BanJNDI") // the address comes from a process of the same user on this machine
  public static Optional<JvmConnection> to(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
        return Optional.of(new JvmConnection(JMXConnectorFactory.connect(url)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException refused) {
      return Optional.empty();
    }
  }

  /** The bytes that all threads have allocated since the JVM started, those that ended included. */
  public long allocatedBytes() throws IOException {
    try {
      ObjectName threads = new ObjectName("java.lang:type=Threading");
      return (Long) beans.getAttribute(threads, "TotalThreadAllocatedBytes");
    } catch (JMException unavailable) {
      throw new IOException("the JVM does not count allocated bytes", unavailable);
    }
  }

  /** The bytes of the heap that are in use behind a collection, which this begins. */
  public long heapAfterCollection() throws IOException {
    try {
      ObjectName memory = new ObjectName("java.lang:type=Memory");
      beans.invoke(memory, "gc", new Object[0], new String[0]);
      CompositeData usage = (CompositeData) beans.getAttribute(memory, "HeapMemoryUsage");
      return (Long) usage.get("used");
    } catch (JMException unavailable) {
      throw new IOException("the JVM does not tell its use of memory", unavailable);
    }
  }

  /** Starts a recording with Java Flight Recorder and its settings for profiles. */
  public void startRecording(String name) throws IOException {
    // a request has deeper stacks than the usual 64 frames; a JVM that has recorded before keeps
    // its limit
    diagnose("jfrConfigure", "stackdepth=512");
    diagnose("jfrStart", "name=" + name, "settings=profile");
  }

  /** Stops a recording and writes it into a file. */
  public void stopRecording(String name, Path file) throws IOException {
    diagnose("jfrStop", "name=" + name, "filename=" + file.toAbsolutePath());
  }

  private void diagnose(String operation, String... arguments) throws IOException {
    try {
      beans.invoke(
          new ObjectName("com.sun.management:type=DiagnosticCommand"),
          operation,
          new Object[] {arguments},
          new String[] {String[].class.getName()});
    } catch (JMException refused) {
      throw new IOException("the JVM refuses " + operation, refused);
    }
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}

class FirstForkTest extends ForkTests {
  FirstForkTest() {
    super("First", "Second");
  }
}

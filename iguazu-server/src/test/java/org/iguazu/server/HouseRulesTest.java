package org.iguazu.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iguazu.api.json.IguazuJson;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;

/** The rules of the house that a program can check, for all modules at once. */
@AnalyzeClasses(
    locations = HouseRulesTest.AllModules.class,
    importOptions = DoNotIncludeTests.class)
class HouseRulesTest {

  /** What is on the class path, and the command and the courier, which are not. */
  static final class AllModules implements LocationProvider {

    @Override
    public Set<Location> get(Class<?> testClass) {
      return Stream.concat(
              MODULES.keySet().stream()
                  .flatMap(it -> Locations.ofPackage(it.replace("..", "")).stream()),
              Stream.of("iguazu-cli", "iguazu-courier")
                  .map(module -> Location.of(Path.of("..", module, "target", "classes"))))
          .collect(Collectors.toSet());
    }
  }

  /** Each module's packages, and the modules of ours that it may know. */
  private static final Map<String, List<String>> MODULES =
      Map.ofEntries(
          Map.entry("org.iguazu.api..", List.of()),
          Map.entry("org.iguazu.archive..", List.of()),
          Map.entry("org.iguazu.core..", List.of("org.iguazu.api..")),
          Map.entry("org.iguazu.scheduler..", List.of("org.iguazu.api..", "org.iguazu.core..")),
          Map.entry("org.iguazu.dispatcher..", List.of("org.iguazu.api..", "org.iguazu.core..")),
          Map.entry("org.iguazu.webhooks..", List.of("org.iguazu.api..", "org.iguazu.core..")),
          Map.entry(
              "org.iguazu.server..",
              List.of(
                  "org.iguazu.api..",
                  "org.iguazu.core..",
                  "org.iguazu.scheduler..",
                  "org.iguazu.dispatcher..",
                  "org.iguazu.webhooks..")),
          Map.entry("org.iguazu.job..", List.of("org.iguazu.api..")),
          Map.entry(
              "org.iguazu.courier..",
              List.of("org.iguazu.api..", "org.iguazu.job..", "org.iguazu.archive..")),
          Map.entry( // for iguazu dev
              "org.iguazu.cli..", List.of("org.iguazu.api..", "org.iguazu.loopback..")),
          Map.entry("org.iguazu.loopback..", List.of()));

  @ArchTest
  static void modulesDependOneWay(JavaClasses all) {
    MODULES.forEach((module, known) -> {
      String[] allowed = Stream.concat(Stream.of(module), known.stream()).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(module)
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.iguazu..")
                  .and(
                      describe(
                          "of no module it may know", it -> !resideInAnyPackage(allowed).test(it))))
          .check(all);
    });
  }

  @ArchTest
  static void noModuleIsForgotten(JavaClasses all) {
    MODULES
        .keySet()
        .forEach(module ->
            assertThat(all.stream().filter(resideInAPackage(module))).as(module).isNotEmpty());
  }

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices().matching("org.iguazu.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule entities_stay_in_their_package =
      classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

  /** A stream of rows holds its connection until it is closed. */
  @ArchTest
  static final ArchRule rows_are_lists =
      noClasses().should().callMethod(JdbcClient.MappedQuerySpec.class, "stream");

  @ArchTest
  static final ArchRule time_is_handed_in =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class)
          .orShould()
          .callConstructor(Random.class);

  @ArchTest
  static final ArchRule the_servers_clock_is_made_in_one_place =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.iguazu.core..",
              "org.iguazu.scheduler..",
              "org.iguazu.dispatcher..",
              "org.iguazu.webhooks..",
              "org.iguazu.server..")
          .and()
          .doNotHaveFullyQualifiedName(IguazuServer.class.getName())
          .should()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule names_say_what_things_are =
      noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Base|Common)");

  @ArchTest
  static final ArchRule controllers_are_nobodys_collaborators =
      classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate();

  /** It would take them longer to be ready than all else they do (ADR 0005). */
  @ArchTest
  static final ArchRule couriers_have_no_json_mapper =
      noClasses()
          .that()
          .resideInAnyPackage("org.iguazu.courier..", "org.iguazu.job.dispatch..")
          .should()
          .dependOnClassesThat(assignableTo(ObjectMapper.class).or(equivalentTo(IguazuJson.class)));

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses all) {
    assertThat(all.stream().map(JavaClass::getPackage).distinct())
        .allMatch(it ->
            it.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false));
  }
}
